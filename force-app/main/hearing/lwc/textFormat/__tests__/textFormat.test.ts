import { formatText } from 'c/textFormat';

describe('c/textFormat', () => {
  it('puts each value in its place, as often as the place occurs', () => {
    expect(formatText('{1} of {0}, {1}', 'two', 1)).toBe('1 of two, 1');
  });

  it('leaves a place without a value as it is', () => {
    expect(formatText('{0} {1}', 'one')).toBe('one {1}');
  });

  it('takes values literally', () => {
    expect(formatText('「{0}」', '$& {1}')).toBe('「$& {1}」');
  });
});
