/** What GitHub may not say of a run. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const id = /(?<="id":)[0-9]+/;
const texts = ['name', 'display_title', 'status', 'conclusion', 'head_branch', 'path', 'event', 'login', 'email'];
const objects = ['actor', 'triggering_actor', 'head_commit', 'author', 'head_repository'];
const numbers = ['run_number', 'workflow_id', 'check_suite_id', 'run_attempt'];

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('another run', id, '7'),
  withSwap('no id', '"id":', '"another":'),
  withSwap('an id that is inherited only', '"id":', '"__proto__":'),
  ...['null', '0', '-7', '1.5', '9007199254740992', '1e400', 'true', '[7]', '{}', '"hostile-marker"'].map((value) =>
    withSwap(`its id is ${value}`, id, value),
  ),
  withSwap('its id as a text', id, (key) => `"${key.slice(key.lastIndexOf('/') + 1)}"`),
  withSwap('a list with the run', /^[^]*$/, '{"total_count":1,"workflow_runs":[{"id":7}]}'),
  withSwap('an error with 200', /^[^]*$/, '{"message":"hostile-marker","status":"404"}'),
  ...texts.flatMap((name) =>
    ['7', 'true', '["a"]', '{"a":"b"}'].map((value) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)"[^"]*"`), value),
    ),
  ),
  ...objects.flatMap((name) =>
    ['7', 'true', '"hostile-marker"', '["a"]'].map((value) =>
      withSwap(`${name} is ${value}`, `"${name}":`, `"${name}":${value},"unknown":`),
    ),
  ),
  ...numbers.flatMap((name) =>
    ['1.5', '9007199254740992', '-9007199254740992', '1e400', '"7"', '""', 'true', '[7]', '{}'].map((value) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)[0-9]+`), value),
    ),
  ),
  ...['created_at', 'updated_at', 'run_started_at'].flatMap((name) =>
    noTimes.map((text) => withSwap(`${name} is "${text}"`, new RegExp(`(?<="${name}":)"[^"]*"`), `"${text}"`)),
  ),
  ...['no address', '/relative', 'javascript:alert(1)', 'data:text/html,hostile-marker'].map((text) =>
    withSwap(`html_url is "${text}"`, /(?<="html_url":)"[^"]*"/, `"${text}"`),
  ),
];
