import { describe, expect, test } from '@jest/globals';
import { checkIcon } from './icon.ts';

const svg = (content: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${content}</svg>`;
const problems = (text: string): string[] => checkIcon(text).map(({ path, problem }) => `${path} ${problem}`);

describe('an icon', () => {
  test.each([
    ['shapes', '<g fill="#fff"><path d="M0 0h9"/><circle r="2"/></g>'],
    [
      'a gradient of its own',
      '<defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs><rect fill="url(#a)"/>',
    ],
    ['a title', '<title>A name</title>'],
  ])('may have %s', (_, content) => {
    expect(problems(svg(content))).toEqual([]);
  });

  test.each([
    ['a script', '<script>alert(1)</script>', /^script is an element/],
    ['HTML', '<foreignObject/>', /^foreignObject is an element/],
    ['an element of another language', '<a xmlns="http://www.w3.org/1999/xhtml"/>', /^a is an element/],
    ['a handler', '<rect onload="alert(1)"/>', /^rect\.onload is a script/],
    ['another picture', '<image href="https://example.com/a.png"/>', /^image is an element/],
    ['another document', '<use href="https://example.com/a.svg#b"/>', /^use is an element/],
    ['a link', '<path href="#a"/>', /^path\.href is an attribute/],
    [
      'a link of the old kind',
      '<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>',
      /xlink:href is an attribute/,
    ],
    ['a style', '<rect style="fill:url(https://example.com)"/>', /^rect\.style is an attribute/],
    ['a style sheet', '<style>@import "https://example.com";</style>', /^style is an element/],
    [
      'a fill from elsewhere',
      '<rect fill="url(https://example.com/a.svg#b)"/>',
      /^rect\.fill refers to something outside/,
    ],
    [
      'a fill from elsewhere, in quotes',
      `<rect fill="url('//example.com#b')"/>`,
      /^rect\.fill refers to something outside/,
    ],
    ['an animation', '<animate attributeName="x"/>', /^animate is an element/],
    ['an open element', '<g>', /is no XML/],
  ])('must not have %s', (_, content, says) => {
    expect(problems(svg(content)).join('\n')).toMatch(says);
  });

  test.each([
    ['a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, /has a document type/],
    ['a style sheet beside it', `<?xml-stylesheet href="a.css"?>${svg('')}`, /the instruction xml-stylesheet/],
    ['another root', '<html/>', /^html is an element/],
    ['nothing', '', /is no XML|does not begin/],
    ['more than it needs', svg(`<path d="${'M0 0'.repeat(5000)}"/>`), /has \d+ bytes/],
  ])('is refused with %s', (_, text, says) => {
    expect(problems(text).join('\n')).toMatch(says);
  });
});
