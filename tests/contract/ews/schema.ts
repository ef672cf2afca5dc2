import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** Material that the project's own repository does not hold. */
export const contracts = path.join(process.cwd(), '../shared/contracts/ews');

export interface Schema {
  /** What is wrong with a message, or null. */
  problemOf(message: string): string | null;
  dispose(): void;
}

/** The published schemas of EWS behind a strict SOAP envelope, as libxml2 reads them. */
export function openSchema(): Schema {
  xmlRegisterFsInputProviders();
  const file = path.join(contracts, 'validate/ews-soap.xsd');
  const document = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
  const validator = XsdValidator.fromDoc(document);
  return {
    problemOf(message) {
      let parsed: XmlDocument | null = null;
      try {
        parsed = XmlDocument.fromString(message);
        validator.validate(parsed);
        return null;
      } catch (error) {
        if (error instanceof XmlValidateError || error instanceof Error) return error.message;
        throw error;
      } finally {
        parsed?.dispose();
      }
    },
    dispose() {
      validator.dispose();
      document.dispose();
    },
  };
}
