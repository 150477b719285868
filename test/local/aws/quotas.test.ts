import { Quotas } from '../../../local/aws/quotas';

describe('quotas', () => {
  it('let so many calls of an action through in each second, and any number of the others', () => {
    let now = 0;
    const quotas = new Quotas({ 'ssm:PutParameter': 3, 'ses:SendEmail': 0.5 }, () => now);
    const isTaken = (action: string) => {
      try {
        quotas.use(action);
        return true;
      } catch {
        return false;
      }
    };
    const passed = (action: string, calls: number) =>
      Array.from({ length: calls }, () => isTaken(action)).filter(Boolean).length;
    expect(passed('ssm:PutParameter', 10)).toBe(3);
    expect(passed('ssm:GetParameter', 10)).toBe(10);
    expect(passed('ses:SendEmail', 10)).toBe(1);
    now = 1000;
    expect(passed('ssm:PutParameter', 10)).toBe(3);
    expect(passed('ses:SendEmail', 10)).toBe(0);
    now = 2000;
    expect(passed('ses:SendEmail', 10)).toBe(1);
    expect(quotas.throttled).toBe(7 + 9 + 7 + 10 + 9);
  });
});
