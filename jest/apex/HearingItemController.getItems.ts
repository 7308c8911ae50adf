import type { HearingItem } from 'c/hearingModel';
import { wireMock } from '../wire';

export const getItemsMock = wireMock<{ objectApiName: string }, readonly HearingItem[]>();
export default getItemsMock.adapter;
