interface Partition {
  /** How the names of its regions begin. */
  readonly prefix: string;
  /** Its name in ARNs. */
  readonly name: string;
  readonly dnsSuffix: string;
  /** Undefined if it is not public. */
  readonly consoleHost?: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions: readonly Partition[] = [
  { prefix: 'cn-', name: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', consoleHost: 'console.amazonaws.cn' },
  { prefix: 'us-gov-', name: 'aws-us-gov', dnsSuffix: 'amazonaws.com', consoleHost: 'console.amazonaws-us-gov.com' },
  { prefix: 'us-isob-', name: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov' },
  { prefix: 'us-isof-', name: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov' },
  { prefix: 'us-iso-', name: 'aws-iso', dnsSuffix: 'c2s.ic.gov' },
  { prefix: 'eu-isoe-', name: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk' },
  { prefix: 'eusc-', name: 'aws-eusc', dnsSuffix: 'amazonaws.eu' },
];

function findPartition(region: string): Partition | undefined {
  return partitions.find(({ prefix }) => region.startsWith(prefix));
}

/** The partition of a region as ARNs name it, e.g. `aws-cn`. */
export function toAwsPartition(region: string): string {
  return findPartition(region)?.name ?? 'aws';
}

/** The host of a regional service. */
export function toAwsHost(service: string, region: string): string {
  return `${service}.${region}.${findPartition(region)?.dnsSuffix ?? 'amazonaws.com'}`;
}

/**
 * A page of the Management Console in a region; null in partitions whose console's address is not public.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtopermrelaystate.html
 */
export function toAwsConsolePage(region: string, path: string): string | null {
  const partition = findPartition(region);
  const host = partition === undefined ? 'console.aws.amazon.com' : partition.consoleHost;
  return host === undefined ? null : `https://${region}.${host}/${path}`;
}
