import {
  type FieldNode,
  type GraphQLField,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
} from 'graphql';

/** The value of a field's argument as sent: variables are looked up, defaults filled in, nothing is coerced. */
export interface ArgumentReader {
  (node: FieldNode, field: GraphQLField<unknown, unknown>, argument: string): unknown;
  /** Whether `@skip` or `@include` leaves a selection out. */
  leavesOut(selection: SelectionNode): boolean;
}

/**
 * Reads arguments of one operation. The few values that costs depend on are looked up by themselves: coercing all
 * variables, as execution does, would do the dearest part of a large mutation twice.
 */
export function argumentsOf(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ArgumentReader {
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue,
    ]),
  );
  const valueOf = (node: ValueNode | undefined): unknown => {
    if (node?.kind === Kind.VARIABLE) {
      const given = Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined;
      return given === undefined ? valueOf(defaults.get(node.name.value)) : given;
    }
    if (node?.kind === Kind.INT) return Number(node.value);
    if (node?.kind === Kind.BOOLEAN) return node.value;
    return node?.kind === Kind.LIST ? node.values : undefined;
  };
  const read = (node: FieldNode, field: GraphQLField<unknown, unknown>, argument: string): unknown => {
    const given = node.arguments?.find(({ name }) => name.value === argument);
    const value = given && valueOf(given.value);
    return value === undefined ? field.args.find(({ name }) => name === argument)?.defaultValue : value;
  };
  const leavesOut = ({ directives }: SelectionNode): boolean =>
    directives !== undefined &&
    directives.some(({ name, arguments: given }) => {
      const condition = valueOf(given?.find((argument) => argument.name.value === 'if')?.value);
      return (
        (name.value === 'skip' && condition === true) || (name.value === 'include' && condition === false)
      );
    });
  return Object.assign(read, { leavesOut });
}
