import { findTarget } from '../../bin/admin/target';

describe('a stage in AWS', () => {
  afterEach(() => jest.restoreAllMocks());

  it('needs a region, and the command line says how to choose one', async () => {
    const nowhere = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    jest.replaceProperty(process, 'env', nowhere);
    await expect(findTarget({ stage: 'dev' })).rejects.toMatchObject({
      code: 'no-region',
      message: 'No AWS region is chosen. Set AWS_REGION, or give your AWS profile one.',
    });
  });
});
