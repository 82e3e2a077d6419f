import { controlPlane } from './app.ts';
import { type OpenApiDocument, openApiDocument } from './http/openapi-document.ts';

/** What `/openapi.json` answers at `publicUrl`, without a Worker: clients' types are made from it. */
export const openApiOf = (publicUrl: string): OpenApiDocument => openApiDocument(controlPlane(), publicUrl);
