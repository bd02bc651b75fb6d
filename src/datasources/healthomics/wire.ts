/**
 * HealthOmics' answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import { BadAnswer } from '../../provider/contract/adapter.ts';
import {
  readEntries,
  readJsonInstant,
  readString,
  readWord,
  requireString,
  type JsonObject,
  readItems,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, orEmpty, shape } from '../../provider/decode/shape.ts';
import { storeIdPattern } from './settings.ts';

/** Members that describe and list have in common. */
const summary = {
  // Ids have too many digits for numbers: they stay text.
  id: requireString,
  referenceStoreId: requireString,
  roleArn: readString,
  status: readString,
  creationTime: readJsonInstant,
  completionTime: readJsonInstant,
};
/** Throws `BadAnswer` if a member is mistyped. */
export const readReferenceImportJobSummary = shape(summary);
/** A row of ListReferenceImportJobs' answer. */
export type ReferenceImportJobSummary = ReturnType<typeof readReferenceImportJobSummary>;

const readSourceItem = shape({
  status: readString,
  statusMessage: readString,
  sourceFile: readString,
  name: readString,
  description: readString,
  referenceId: readString,
  tags: orEmpty(readEntries),
});
/** One file that a job imports. */
export type ImportReferenceSourceItem = ReturnType<typeof readSourceItem>;

/** Reads GetReferenceImportJob's answer. Throws `BadAnswer` if a member is mistyped. */
export const readReferenceImportJob = shape({ ...summary, statusMessage: readString, sources: listOf(readSourceItem) });
/** The job in GetReferenceImportJob's answer. */
export type ReferenceImportJob = ReturnType<typeof readReferenceImportJob>;

/** The rows of ListReferenceImportJobs, unread. */
export const readJobPage = shape({ importJobs: orEmpty(readItems), nextToken: readWord });

/** The stores' ids of ListReferenceStores. */
export const readStorePage = shape({
  names: at('referenceStores', orEmpty(listOf(readStoreId))),
  next: at('nextToken', readWord),
});

/** Checked because the id becomes part of further requests' paths. */
function readStoreId(store: JsonObject): string {
  const id = requireString(store, 'id');
  if (!storeIdPattern.test(id)) throw new BadAnswer('id', 'text', 'other text');
  return id;
}
