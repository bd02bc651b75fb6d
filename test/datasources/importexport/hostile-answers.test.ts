import { describeHostileAnswers, hostileXml, noTimes, withSwap, type HostileAnswer } from '../hostile-answers.ts';
import { manyTags } from '../many-parts.ts';
import { importexport } from './under-test.ts';

const mistyped: readonly HostileAnswer[] = [
  ...noTimes.map((text) => withText('CreationDate', text)),
  ...['2147483648', '-2147483649', '1.5', '1e3', '0x10', 'two', 'NaN'].map((text) => withText('ErrorCount', text)),
  ...['label.pdf', '//example.com/a', 'javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,a', 'NaN'].map(
    (text) => withText('URL', text),
  ),
  ...['JobId', 'ProgressCode', 'LocationCode', 'JobType', 'CreationDate', 'ArtifactList', 'TrackingNumber'].map(
    (name) => withSwap(`${name} twice`, `</${name}>`, `</${name}><${name}>hostile-marker</${name}>`),
  ),
  ...['JobId', 'ProgressCode', 'TrackingNumber', 'CurrentManifest', 'Description'].map((name) =>
    withSwap(`${name} holds elements`, new RegExp(`(?<=<${name}>)[^<]*(?=</${name}>)`), '<a>hostile-marker</a>'),
  ),
  withSwap('no id', /<JobId>[^<]*<\/JobId>/, ''),
  withSwap('an empty id', /<JobId>[^<]*<\/JobId>/, '<JobId/>'),
  withSwap('a result with nothing in it', /<GetStatusResult>[^]*<\/GetStatusResult>/, '<GetStatusResult/>'),
  withSwap('ArtifactList is text', /(?<=<ArtifactList>)[^]*(?=<\/ArtifactList>)/, 'hostile-marker'),
  withSwap('another result', /GetStatusResult/g, 'ListJobsResult'),
  withSwap('two results', '</GetStatusResult>', '</GetStatusResult><GetStatusResult/>'),
  withSwap(
    'an error with 200',
    /^[^]*$/,
    '<ErrorResponse><Error><Code>InvalidJobIdException</Code></Error></ErrorResponse>',
  ),
  withSwap('its id in small letters', 'B71Q1', 'b71q1'),
];

function withText(name: string, text: string): HostileAnswer {
  return withSwap(`${name} is ${text}`, new RegExp(`(?<=<${name}>)[^<]*(?=</${name}>)`), text);
}

describeHostileAnswers(importexport, [...hostileXml('ProgressMessage'), ...manyTags('ProgressMessage'), ...mistyped]);
