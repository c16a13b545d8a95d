import { List } from "@mantine/core";

/** The names of what goes, stays or was refused; the long ones break. */
export function NameList({ names }: { names: readonly string[] }) {
  return (
    <List size="sm" mt={4} style={{ overflowWrap: "anywhere" }}>
      {names.map((name) => (
        <List.Item key={name}>{name}</List.Item>
      ))}
    </List>
  );
}
