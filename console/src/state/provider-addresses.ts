/** The provider's id of a job in an address that people paste: of a page of the provider's console, or an ARN. */

interface Form {
  /** A text of the address that no other provider's has. */
  readonly of: RegExp;
  /** Its first group is the id, still in the form of addresses. */
  readonly id: RegExp;
}

const uuid = String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`;

/** By provider; the first that fits is taken. Pages of AWS put most of what they show behind `#`. */
const forms: readonly Form[] = [
  // https://docs.github.com/en/actions: https://github.com/{owner}/{repo}/actions/runs/{run_id}
  { of: /\/actions\/runs\//, id: /\/actions\/runs\/(\d+)/ },
  { of: /\/batch\/|^arn:[\w-]+:batch:/, id: new RegExp(String.raw`(${uuid}(?::\d+|#\d+)?)`, 'i') },
  { of: /\/codebuild\/|^arn:[\w-]+:codebuild:/, id: new RegExp(String.raw`build\/([^/?#]+(?::|%3A)${uuid})`, 'i') },
  { of: /\/codepipeline\/|^arn:[\w-]+:codepipeline:/, id: new RegExp(String.raw`executions?\/(${uuid})`, 'i') },
  {
    of: /\/states\/|^arn:[\w-]+:states:/,
    id: /(arn(?::|%3A)[\w-]+(?::|%3A)states(?::|%3A)[^?#\s]*(?::|%3A)execution(?::|%3A)[^?#\s/]+)/i,
  },
  { of: /\/(?:gluestudio|glue)\/|^arn:[\w-]+:glue:/, id: /(jr_[A-Za-z0-9_-]+)/ },
  { of: /\/sagemaker\/|^arn:[\w-]+:sagemaker:/, id: /(?:#\/jobs\/|training-jobs?\/)([A-Za-z0-9-]+)/ },
  { of: /\/s3\/|s3\.console|^arn:[\w-]+:s3:/, id: new RegExp(String.raw`job(?:s|\/details)?\/(${uuid})`, 'i') },
  { of: /\/omics\/|^arn:[\w-]+:omics:/, id: /(?:import-?jobs?|jobs?|importjob)\/(\d{10,})/i },
  { of: /\/panorama\/|^arn:[\w-]+:panorama:/, id: /(?:jobs?|import-?jobs?)\/([A-Za-z0-9-]+)/i },
  { of: /\/importexport\//, id: /(?:JOBID=|jobs?\/)([A-Za-z0-9]{4,})/i },
  { of: /cloud\.tencent\.com|\.myqcloud\.com/, id: new RegExp(String.raw`(${uuid})`, 'i') },
  // https://console.cloud.google.com/run/jobs/executions/details/{region}/{execution}
  { of: /console\.cloud\.google\.com\/run\//, id: /executions\/details\/[^/]+\/([a-z0-9-]+)/ },
  { of: /databricks|[#/]job(?:s)?\/\d+\/runs?\//, id: /\/runs?\/(\d+)/ },
  // https://airflow.apache.org/docs: /dags/{dag_id}/runs/{run_id}, and ?dag_run_id= of version 2
  { of: /\/dags\//, id: /(?:\/runs\/|dag_run_id=)([^/?#&]+)/ },
  // The Kubernetes Dashboard, Headlamp and Lens: …/jobs/{namespace}/{name}
  { of: /[#/](?:job|jobs)\//, id: /[#/]jobs?\/[a-z0-9-]+\/([a-z0-9.-]+)/ },
];

/** Null if the text is no address, or of no page of a job. */
export function toProviderJobId(text: string): string | null {
  if (!/^(?:https?:\/\/|arn:)\S+$/i.test(text)) return null;
  const form = forms.find(({ of }) => of.test(text));
  const found = form?.id.exec(text)?.[1];
  return found === undefined ? null : decode(found);
}

/** What cannot be decoded stands as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
