import { SaxesParser } from 'saxes';
import { faultIn, ICON_FILE, type TemplateFault } from '../fault.ts';

const fault = faultIn(ICON_FILE);

/** It travels with every list of templates. */
const MAX_BYTES = 20_000;

const SVG = 'http://www.w3.org/2000/svg';

/** Shapes, and what groups and colours them. Nothing that runs, fetches, or shows another document. */
const ELEMENTS = [
  ...['svg', 'g', 'defs', 'title', 'desc', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'],
  ...['linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask'],
];

/** What a value may refer to is in the icon itself. */
const REFERENCE = /url\(\s*["']?(?!#)|(?:https?:|data:|javascript:|\/\/)/i;

/** Whether it is a small SVG that can stand in a page as it is. */
export function checkIcon(svg: string): TemplateFault[] {
  const bytes = Buffer.byteLength(svg);
  if (bytes >= MAX_BYTES) {
    return [fault('', `has ${bytes} bytes.`, `Simplify it to fewer than ${MAX_BYTES}.`)];
  }
  const faults: TemplateFault[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => faults.push(fault('', `is no XML: ${message}.`, 'Mend it.')));
  parser.on('doctype', () => faults.push(fault('', 'has a document type.', 'Take it out: it can hide other content.')));
  parser.on('processinginstruction', ({ target }) => {
    faults.push(fault('', `has the instruction ${target}.`, 'Take it out: it can fetch a style sheet.'));
  });
  parser.on('opentag', ({ name, uri, attributes }) => {
    if (uri !== SVG || !ELEMENTS.includes(name)) {
      faults.push(fault(name, 'is an element that no icon needs.', `Use only ${ELEMENTS.join(', ')}.`));
    }
    for (const { name: attribute, value } of Object.values(attributes)) {
      faults.push(...checkAttribute(name, attribute, value));
    }
  });
  parser.write(svg).close();
  if (faults.length === 0 && !/^\s*<svg[\s>]/.test(svg)) {
    return [fault('', 'does not begin with <svg>.', 'Take out what stands before it.')];
  }
  return faults;
}

function checkAttribute(element: string, name: string, value: string): TemplateFault[] {
  const path = `${element}.${name}`;
  // Its values are names of their own kind.
  if (name === 'xmlns') return [];
  if (/^on/i.test(name)) return [fault(path, 'is a script.', 'Take it out.')];
  if (name === 'style' || name.includes(':') || name === 'href') {
    return [fault(path, 'is an attribute that no icon needs.', 'Write colours as attributes, such as fill.')];
  }
  if (REFERENCE.test(value)) return [fault(path, 'refers to something outside of the icon.', 'Draw it here instead.')];
  return [];
}
