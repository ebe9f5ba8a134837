/**
 * Lint rule: the members of every class stand in one order, as in Shoelace's components. It judges by
 * kind and name alone, never by what a member does; `--fix` sorts, and keeps the order in a group.
 */
const GROUPS = [
  'static members',
  'fields',
  'constructor',
  'lifecycle callbacks',
  'accessors',
  'event handlers (on…)',
  'public and protected methods',
  'private methods',
  'render… methods',
  'render and renderContent',
];

const LIFECYCLE =
  /^(connected|disconnected|adopted|attributeChanged)Callback$|^(shouldUpdate|willUpdate|update|firstUpdated|updated)$|^host(Connected|Disconnected|Update|Updated)$/;

/** A field that holds a function counts as a method: it is one, bound to its object. */
const isFunction = ({ type, value }) =>
  type.endsWith('MethodDefinition') || /^(Arrow)?FunctionExpression$/.test(value?.type ?? '');

function groupOf(member) {
  const name = member.key?.name ?? '';
  if (member.static || member.type === 'StaticBlock') return 'static members';
  if (member.kind === 'constructor') return 'constructor';
  if (member.kind === 'get' || member.kind === 'set') return 'accessors';
  if (!isFunction(member)) return 'fields';
  if (LIFECYCLE.test(name)) return 'lifecycle callbacks';
  if (/^on[A-Z]/.test(name)) return 'event handlers (on…)';
  if (/^render(Content)?$/.test(name)) return 'render and renderContent';
  if (/^render[A-Z]/.test(name)) return 'render… methods';
  const isPrivate = member.accessibility === 'private' || member.key?.type === 'PrivateIdentifier';
  return isPrivate ? 'private methods' : 'public and protected methods';
}

const rankOf = (member) => GROUPS.indexOf(groupOf(member));

/** Puts the members' texts, each with the comments before it, into the order of the groups. */
function sortMembers(fixer, sourceCode, { body }) {
  const start = (member) => sourceCode.getTokenBefore(member).range[1];
  const textOf = (member) => sourceCode.text.slice(start(member), member.range[1]);
  const sorted = [...body].sort((a, b) => rankOf(a) - rankOf(b));
  const range = [start(body[0]), body[body.length - 1].range[1]];
  return fixer.replaceTextRange(range, sorted.map(textOf).join(''));
}

export default {
  meta: { type: 'layout', fixable: 'code', schema: [] },
  create: (context) => ({
    ClassBody(node) {
      const index = node.body.findIndex(
        (member, at) => at > 0 && rankOf(member) < rankOf(node.body[at - 1]),
      );
      if (index < 0) return;
      const [before, misplaced] = node.body.slice(index - 1);
      context.report({
        node: misplaced,
        message: `In a class, ${groupOf(misplaced)} stand before ${groupOf(before)}.`,
        fix: (fixer) => sortMembers(fixer, context.sourceCode, node),
      });
    },
  }),
};
