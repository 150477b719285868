import { withLocalAddresses } from '../../../local/functions/local-addresses';
import { somewhere } from '../../../local/template/place';
import type { Stack } from '../../../local/template/stack';

/** The public address that a function sees on the laptop. */
function addressOf(publicUrl: string, domain?: string): string | undefined {
  const stack = {
    place: { ...somewhere, stackName: 'passlink-dev' },
    api: {
      id: 'abc',
      stage: { StageName: 'dev', MethodSettings: [] },
      ...(domain !== undefined && { domain }),
    },
    functions: [{ environment: { PUBLIC_URL: publicUrl } }],
  } as unknown as Stack;
  return withLocalAddresses(stack, 'http://127.0.0.1:3000')[0]?.environment.PUBLIC_URL;
}

test.each([
  ['https://abc.execute-api.eu-central-1.amazonaws.com/dev', undefined],
  ['https://passlink.example.com', 'passlink.example.com'],
])('functions link from %s to the laptop', (publicUrl, domain) => {
  expect(addressOf(publicUrl, domain)).toBe('http://127.0.0.1:3000/dev');
});
