import { findTarget } from '../../bin/admin/target';

describe('a stage in AWS', () => {
  it('needs a region, and the command line says how to choose one', async () => {
    process.env = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    await expect(findTarget({ stage: 'dev' })).rejects.toMatchObject({
      code: 'no-region',
      message: 'No AWS region is chosen. Set AWS_REGION, or give your AWS profile one.',
    });
  });
});
