/** What every peer of W10 is asked for: the same fields of the same jobs, in as few root fields as the graph takes. */
import { parseJobId } from '../world.js';
import { toNode } from './mapping.js';

/** The most ids that `jobsById` takes. */
const idsPerField = 200;

const fragment = `fragment Shown on Job {
  __typename
  id
  providerJobId
  status
  rawStatus
  statusMessage
  createdAt
  endedAt
  ... on AwsBatchJob {
    queueName
    jobDefinition
    attempts { exitCode endedAt logStreamName }
    containers { image exitCode }
    resources { key value }
    tags { key value }
  }
  ... on CodeBuildBuild {
    projectName
    buildNumber
    currentPhase
    phases { type status rawStatus durationSeconds }
    environment { image computeType }
    artifact { location }
    logs { groupName streamName url }
  }
}`;

const documents = new Map();

/** One text for each number of root fields, so that it is parsed once; the ids are variables. */
function toDocument(fields) {
  let document = documents.get(fields);
  if (document === undefined) {
    const indexes = Array.from({ length: fields }, (_, index) => index);
    const variables = indexes.map((index) => `$ids${index}: [ID!]!`).join(', ');
    const roots = indexes.map((index) => `  jobs${index}: jobsById(ids: $ids${index}) { ...Shown }`).join('\n');
    document = `query Jobs(${variables}) {\n${roots}\n}\n${fragment}`;
    documents.set(fields, document);
  }
  return document;
}

export function toBatchBody(ids) {
  const variables = {};
  let fields = 0;
  for (let first = 0; first < ids.length; first += idsPerField, fields += 1)
    variables[`ids${fields}`] = ids.slice(first, first + idsPerField);
  return JSON.stringify({ query: toDocument(fields), variables });
}

export function readBatches({ data }) {
  return Object.values(data).flat();
}

/** Answers in the providers' own form are understood as a client would have to. */
export function readRawBatches(answers, ids) {
  return ids.map((id, index) => toNode[parseJobId(id)[0]](id, answers[index]));
}
