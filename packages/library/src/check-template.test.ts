import { describe, expect, test } from '@jest/globals';
import { LIBRARY, readTemplates } from './template-files.ts';
import { faultsOf, faultsWith, soundTemplate } from './testing/broken-template.ts';

describe('the templates of the library', () => {
  const templates = readTemplates(LIBRARY);

  test('are all right', async () => {
    expect((await templates).flatMap(faultsOf)).toEqual([]);
  });

  test('are there', async () => {
    const folders = (await templates).map(({ folder }) => folder);
    expect(folders).toEqual(expect.arrayContaining(['dedicated-trio', 'forgejo', 'postgresql', 'shared-node']));
  });
});

describe('a template', () => {
  test('that is sound has no fault', async () => {
    expect(faultsOf(await soundTemplate())).toEqual([]);
  });

  test.each(['manifest.yaml', 'icon.svg', 'cloud-init.yaml', 'template.test.ts'])(
    'is refused without %s',
    async (file) => {
      const { folder, files } = await soundTemplate();
      const { [file]: _, ...others } = files;
      expect(faultsOf({ folder, files: others }).join('\n')).toContain(`library/new-template/${file}: is missing`);
    },
  );

  test('is refused with a file that nobody would read', async () => {
    const { folder, files } = await soundTemplate();
    expect(faultsOf({ folder, files: { ...files, 'cloud-init.web.yaml': '' } })).toEqual([
      expect.stringMatching(/cloud-init\.web\.yaml: belongs to no template\. .*cloud-init\.yaml/),
    ]);
  });

  test('is refused in a folder of another name', async () => {
    const { files } = await soundTemplate();
    expect(faultsOf({ folder: 'other', files })).toEqual([
      expect.stringMatching(/manifest\.yaml at id: says new-template, and its folder is other\./),
    ]);
  });

  test('tells all its faults at once', async () => {
    const { folder, files } = await soundTemplate();
    const manifest = files['manifest.yaml']?.replace('BSD-2-Clause', 'BSD').replace('  - type: size\n', '');
    const icon = files['icon.svg']?.replace('<path', '<script');
    const faults = faultsOf({ folder, files: { ...files, 'manifest.yaml': manifest ?? '', 'icon.svg': icon ?? '' } });
    expect(faults.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a manifest', () => {
  const SECRET = 'secrets:\n  - {name: pin, label: {en: PIN, ko: PIN}, length: 16}\noutputs:';

  test.each([
    ['that is no YAML', 'id: ', 'id: [', /manifest\.yaml: is no YAML/],
    ['without a word', '  en: "New template"\n', '', /manifest\.yaml at name\.en: /],
    ['with a key that nobody reads', 'version: 0.1.0', 'version: 0.1.0\nprice: 3', /Unrecognized key/],
    ['without Korean', '페이지 제공', 'Serves it all to people', /servers\[0\]\.purpose\.ko: has no Korean letter/],
    ['with Korean for English', 'Serves the page', '페이지', /servers\[0\]\.purpose\.en: has Korean letters/],
    ['without a standard field', '  - type: subnet\n', '', /fields: asks for no subnet\..*"- type: subnet"/],
    [
      'with a standard field twice',
      '  - type: size',
      '  - type: size\n  - type: size',
      /fields: asks for size 2 times/,
    ],
    ['with an unknown type of field', 'type: text', 'type: number', /manifest\.yaml at fields\[7\]\.type/],
    ['with a pattern that is none', String.raw`'[\p{L}\p{N} .,!?-]+'`, "'[a-'", /fields\[7\]\.pattern: is no pattern/],
    ['with a default that it refuses', 'default: Hello', 'default: <b>', /fields\[7\]\.default: "<b>" is not what/],
    [
      'with an output of a server that is not there',
      '{server.web.ipv4}/',
      '{server.db.ipv4}/',
      /refers to \{server\.db\.ipv4\}.*There are \{server\.web\.ipv4\}/,
    ],
    ['with an output that shows a secret', 'root@{server.web.ipv4}', '{secret.pin}', /refers to \{secret\.pin\}/],
    ['with an open brace', 'root@{server.web.ipv4}', 'root@{server', /a brace that is not closed/],
    ['with a licence that SPDX does not have', 'BSD-2-Clause', 'BSD', /licences\[0\]\.spdx: "BSD" is no SPDX/],
    ['with an image that moves', 'ubuntu-24.04', 'ubuntu', /image: ubuntu names no release/],
    ['with a secret that opens nothing', 'outputs:', SECRET, /secrets: has pin, which opens nothing.*PREGO_PIN/],
    [
      'with a value named as the program names its own',
      'name: greeting',
      'name: private_ip',
      /private_ip would be PREGO_PRIVATE_IP/,
    ],
    [
      'with a port twice',
      '    needs:',
      `      - {protocol: tcp, port: 80, from: network, purpose: {en: HTTP, ko: HTTP}}\n    needs:`,
      /servers\[0\]\.ports: has the port tcp 80 twice/,
    ],
    ['with an output twice', '  - name: ssh', '  - name: web', /outputs: has the name web twice/],
  ])('%s is refused', async (_, from, to, says) => {
    expect((await faultsWith('manifest.yaml', from, to)).join('\n')).toMatch(says);
  });

  test('may say what two products are called alike in both languages', async () => {
    expect(await faultsWith('manifest.yaml', '페이지 제공', 'Serves the page')).toEqual([]);
  });
});
