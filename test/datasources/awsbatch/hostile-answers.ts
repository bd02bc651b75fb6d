/** What Batch may not answer to a call as a whole. Records that cannot be read alone are among the values. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const jobId = /"jobId":"[^"]*"/;

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('another name for the list', '"jobs":', '"Jobs":'),
  withSwap('a list that is inherited only', '"jobs":', '"__proto__":{"jobs":[]},"another":'),
  withSwap('null for the list', /\[.*\]/s, 'null'),
  withSwap('an object for the list', /\[.*\]/s, '{"0":{}}'),
  withSwap('a text for the list', /\[.*\]/s, '"hostile-marker"'),
  withSwap('a record that is no object', '[{', '["hostile-marker",{'),
  withSwap('a record that is null', '[{', '[null,{'),
  withSwap('a record without an id', '[{', '[{},{'),
  withSwap('an id that is null', jobId, '"jobId":null'),
  withSwap('an id that is a number', jobId, '"jobId":7'),
  withSwap('an empty id', jobId, '"jobId":""'),
  withSwap('an id in capitals', jobId, '"jobId":"24FA2D7A-64C4-49D2-8B47-F8DA4FBDE8E9"'),
  withSwap('a record that nobody asked for', '[{', '[{"jobId":"00000000-0000-4000-8000-00000000dead"},{'),
  withSwap('the parent of the child that was asked for', jobId, '"jobId":"24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9"'),
  withSwap('a record twice', /\[(.*)\]/s, '[{"jobId":"7"},{"jobId":"7"}]'),
];
