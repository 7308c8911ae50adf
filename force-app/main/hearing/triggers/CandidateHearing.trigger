/** Figures and gates of candidates, on every way in which a candidate can be saved. */
trigger CandidateHearing on Lead(before insert, before update) {
  HearingHandler.handle(Trigger.operationType, Trigger.new, Trigger.old);
}
