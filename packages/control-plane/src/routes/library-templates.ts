import { createRoute, z } from '@hono/zod-openapi';
import {
  LibraryChoices,
  LibraryInputsBody,
  PreflightAnswer,
  TemplateDetail,
  TemplateId,
  TemplateList,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { preflight } from '../use-cases/library/preflight.ts';
import { listTemplates, readChoices, readTemplate } from '../use-cases/library/read-templates.ts';

const tags = ['Library'];
const params = z.object({ template: TemplateId });

export const libraryTemplateRoutes = apiRoutes();

libraryTemplateRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/templates',
    tags,
    summary: 'The templates that there are',
    responses: { 200: json('In the order of their ids.', TemplateList), ...refusals() },
  }),
  async (c) => c.json(await listTemplates(c.var.deps), 200),
);

libraryTemplateRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/templates/{template}',
    tags,
    summary: 'One template, with whether what it needs is there',
    request: { params },
    responses: { 200: json('It.', TemplateDetail), ...refusals('template_not_found') },
  }),
  async (c) => c.json(await readTemplate(c.var.deps, c.req.valid('param').template), 200),
);

libraryTemplateRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/templates/{template}/choices',
    tags,
    summary: 'What can be chosen for it now, with prices, by the last inventory',
    request: { params },
    responses: { 200: json('The choices.', LibraryChoices), ...refusals('template_not_found') },
  }),
  async (c) => c.json(await readChoices(c.var.deps, c.req.valid('param').template), 200),
);

libraryTemplateRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/library/templates/{template}/preflight',
    tags,
    summary: 'What a run with these inputs would make and cost, and what is wrong with them; writes nothing',
    request: { params, body: jsonBody(LibraryInputsBody) },
    responses: { 200: json('The same checks as when it is run.', PreflightAnswer), ...refusals('template_not_found') },
  }),
  async (c) => c.json(await preflight(c.var.deps, c.req.valid('param').template, c.req.valid('json')), 200),
);
