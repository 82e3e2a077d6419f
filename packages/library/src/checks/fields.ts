import { STANDARD_FIELDS, type TemplateField, type TemplateManifest } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';

const RULES = 'packages/contracts/src/library-rules.ts';

/** The seven that each run needs are asked for once each, and what a field offers by itself can be taken. */
export function checkFields({ fields }: TemplateManifest): TemplateFault[] {
  const standard = STANDARD_FIELDS.flatMap((type) => {
    const times = fields.filter((field) => field.type === type).length;
    if (times === 1) return [];
    const problem = times === 0 ? `asks for no ${type}.` : `asks for ${type} ${times} times.`;
    return [manifestFault('fields', problem, `Have "- type: ${type}" there once: no run can do without.`)];
  });
  return [...standard, ...fields.flatMap((field, index) => checkField(field, `fields[${index}]`))];
}

function checkField(field: TemplateField, path: string): TemplateFault[] {
  if (field.type === 'choice') return checkChoice(field, path);
  if (field.type === 'text') return checkText(field, path);
  return [];
}

function checkChoice({ options, default: chosen }: Extract<TemplateField, { type: 'choice' }>, path: string) {
  const values = options.map(({ value }) => value);
  const faults: TemplateFault[] = [];
  if (new Set(values).size < values.length) {
    faults.push(manifestFault(`${path}.options`, 'has a value twice.', 'Keep one of them.'));
  }
  if (!values.includes(chosen)) {
    faults.push(
      manifestFault(`${path}.default`, `"${chosen}" is none of the options.`, `Take ${values.join(' or ')}.`),
    );
  }
  return faults;
}

function checkText(field: Extract<TemplateField, { type: 'text' }>, path: string): TemplateFault[] {
  let pattern: RegExp;
  try {
    // As library-rules.ts reads it.
    pattern = new RegExp(`^(?:${field.pattern})$`, 'u');
  } catch (error) {
    const problem = `is no pattern: ${(error as Error).message}.`;
    return [manifestFault(`${path}.pattern`, problem, `Write a JavaScript one that takes the flag u (${RULES}).`)];
  }
  if (field.default === undefined) return [];
  if (pattern.test(field.default) && field.default.length <= field.max_length) return [];
  const problem = `"${field.default}" is not what the field itself takes.`;
  return [manifestFault(`${path}.default`, problem, 'Change it, the pattern or max_length.')];
}
