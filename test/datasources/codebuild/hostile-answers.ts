/** What CodeBuild may not answer to a call as a whole. Records that cannot be read alone are among the values. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const id = /"id":"[^"]*"/;
/** The list, and that of the missing ones. */
const lists = /"builds":.*,"buildsNotFound":\[\]/s;

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('neither list', lists, '"Builds":[],"others":[]'),
  withSwap('lists that are inherited only', lists, '"__proto__":{"builds":[],"buildsNotFound":[]}'),
  withSwap('null for both lists', lists, '"builds":null,"buildsNotFound":null'),
  withSwap('a text for the missing ones alone', lists, '"buildsNotFound":"hostile-marker"'),
  withSwap('numbers for the missing ones alone', lists, '"buildsNotFound":[7]'),
  withSwap('an object for the list', lists, '"builds":{"0":{}},"buildsNotFound":[]'),
  withSwap('a text for the list', lists, '"builds":"hostile-marker","buildsNotFound":[]'),
  withSwap('a record that is no object', '[{', '["hostile-marker",{'),
  withSwap('a record that is null', '[{', '[null,{'),
  withSwap('a record without an id', '[{', '[{},{'),
  withSwap('an id that is null', id, '"id":null'),
  withSwap('an id that is a number', id, '"id":7'),
  withSwap('an empty id', id, '"id":""'),
  withSwap('an id in capitals', id, '"id":"WEB-APP:16A3B74F-F435-4E66-8DFB-AEEE9E6F91C9"'),
  withSwap('the ARN for an id', '"id":"', '"id":"arn:aws:codebuild:us-east-1:123456789012:build/'),
  withSwap('a build that nobody asked for', '[{', '[{"id":"web-app:00000000-0000-4000-8000-00000000dead"},{'),
  withSwap('another project’s build of this number', '"id":"', '"id":"x'),
  withSwap('a build twice', lists, '"builds":[{"id":"a:7"},{"id":"a:7"}],"buildsNotFound":[]'),
];
