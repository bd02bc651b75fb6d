/** What the URL of a queue says. */
interface QueueUrl {
  readonly host: string;
  readonly region: string;
  readonly account: string;
}

/** The service's own host, that of FIPS, or an interface endpoint's; then the account and the queue's name. */
const form =
  /^https:\/\/((?:sqs|sqs-fips|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.sqs(?=\.[a-z0-9-]+\.vpce\.))\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})(?:\.[a-z0-9-]+)+)\/(\d{12})\/[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/;

/**
 * Undefined for any other text.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
 */
export function parseQueueUrl(url: string): QueueUrl | undefined {
  const [, host, region, account] = form.exec(url) ?? [];
  if (host === undefined || region === undefined || account === undefined) return undefined;
  return { host, region, account };
}
