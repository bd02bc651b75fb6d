/** What Import/Export may not say of a job, beside elements of another kind. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

export const hostileAnswers: readonly HostileAnswer[] = [
  ...noTimes.map((text) => withText('CreationDate', text)),
  ...['2147483648', '-2147483649', '1.5', '1e3', '0x10', 'two', 'NaN'].map((text) => withText('ErrorCount', text)),
  ...['label.pdf', '//example.com/a', 'javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,a', 'NaN'].map(
    (text) => withText('URL', text),
  ),
  withSwap('no id', /<JobId>[^<]*<\/JobId>/, ''),
  withSwap('an empty id', /<JobId>[^<]*<\/JobId>/, '<JobId/>'),
  withSwap('a result with nothing in it', /<GetStatusResult>[^]*<\/GetStatusResult>/, '<GetStatusResult/>'),
  withSwap('another result', /GetStatusResult/g, 'ListJobsResult'),
  withSwap('two results', '</GetStatusResult>', '</GetStatusResult><GetStatusResult/>'),
  withSwap(
    'an error with 200',
    /^[^]*$/,
    '<ErrorResponse><Error><Code>InvalidJobIdException</Code></Error></ErrorResponse>',
  ),
  withSwap(
    'its id in other letters',
    /(?<=<JobId>)[^<]*/,
    (key) => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase()) + (/[a-z]/i.test(key) ? '' : 'x'),
  ),
];

function withText(name: string, text: string): HostileAnswer {
  return withSwap(`${name} is ${text}`, new RegExp(`(?<=<${name}>)[^<]*(?=</${name}>)`), text);
}
