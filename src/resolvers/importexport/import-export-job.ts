import { revealField } from '../reveal-field.ts';
import type { ImportExportJobResolvers } from '../types.generated.ts';
import { maskedTexts } from './masked-texts.ts';

export const ImportExportJob: ImportExportJobResolvers = {
  statusMessage: (node, _args, context) => maskedTexts.read(node, 'statusMessage', context),
  failures: (node, _args, context) => maskedTexts.read(node, 'failures', context),
  warningMessage: (node, _args, context) => maskedTexts.read(node, 'warningMessage', context),
  locationMessage: ({ id, secrets }, _args, context, info) => revealField(secrets.locationMessage, id, context, info),
  carrier: ({ id, secrets }, _args, context, info) => revealField(secrets.carrier, id, context, info),
  trackingNumber: ({ id, secrets }, _args, context, info) => revealField(secrets.trackingNumber, id, context, info),
  shippingAddress: ({ id, secrets }, _args, context, info) => revealField(secrets.shippingAddress, id, context, info),
  signature: ({ id, secrets }, _args, context, info) => revealField(secrets.signature, id, context, info),
  signatureFileContents: ({ id, secrets }, _args, context, info) =>
    revealField(secrets.signatureFileContents, id, context, info),
  manifestText: ({ id, secrets }, _args, context, info) => revealField(secrets.manifestText, id, context, info),
  artifacts: ({ id, secrets }, _args, context, info) => revealField(secrets.artifacts, id, context, info),
};
