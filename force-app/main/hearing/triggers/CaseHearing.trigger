/** Figures and gates of cases, on every way in which a case can be saved, and by its roll-ups with every change of its rows. */
trigger CaseHearing on Opportunity(before insert, before update, after update) {
  HearingHandler.handle(Trigger.operationType, Trigger.new, Trigger.old);
}
