const parser = require('dynalite/db/conditionParser');

/**
 * Has dynalite parse each condition once: in its grammar a pair of parentheses takes four times as long as what is in them, and
 * that is more than all else that it does. What was parsed is given again for other values of the same types, with those in it:
 * no condition of ours is right for some of them only.
 */
module.exports = function quickConditions() {
  const parseAnew = parser.parse;
  const known = new Map();

  /** Parses, and notes which names and values the parser took as used, and where it put the values themselves. */
  const parse = (expression, options) => {
    const { attrVals, unusedAttrNames, unusedAttrVals } = options.context;
    const [names, values] = [Object.keys(unusedAttrNames), Object.keys(unusedAttrVals)];
    return {
      condition: parseAnew(expression, options),
      names: names.filter((name) => !(name in unusedAttrNames)),
      values: values.filter((name) => !(name in unusedAttrVals)),
      nameOf: new Map(Object.entries(attrVals ?? {}).map(([name, value]) => [value, name])),
    };
  };

  parser.parse = (expression, options) => {
    const { attrNames, attrVals, unusedAttrNames, unusedAttrVals, isKeyCondition } = options.context;
    const types = Object.entries(attrVals ?? {}).map(([name, value]) => [name, Object.keys(value)]);
    const key = JSON.stringify([expression, isKeyCondition, attrNames, types]);
    const { condition, names, values, nameOf } = known.get(key) ?? parse(expression, options);
    known.set(key, { condition, names, values, nameOf });
    for (const name of names) delete unusedAttrNames[name];
    for (const name of values) delete unusedAttrVals[name];
    const withValues = (part) => {
      if (typeof part !== 'object' || part === null) return part;
      if (nameOf.has(part)) return attrVals[nameOf.get(part)];
      if (Array.isArray(part)) return part.map(withValues);
      return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, withValues(value)]));
    };
    return withValues(condition);
  };
};
