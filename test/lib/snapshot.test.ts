import { templateOf } from '../support/lib/synthesized';

/** What changes with every change of what it stands for is left out: hashes in names and of contents. */
function normalized(template: unknown): unknown {
  return JSON.parse(JSON.stringify(template).replaceAll(/(ApiDeployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1'));
}

test('the template of the network stage is as it was', () => {
  expect(normalized(templateOf({ stage: 'network' }).toJSON())).toMatchSnapshot();
});
