/** The DNS suffix of a region's partition, e.g. `amazonaws.com.cn` for `cn-north-1`. */
const suffixOfPartition: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['us-iso-', 'c2s.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
];

/** The host of a regional service; aws-us-gov shares its suffix with aws. */
export function toAwsHost(service: string, region: string): string {
  const suffix = suffixOfPartition.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return `${service}.${region}.${suffix}`;
}
