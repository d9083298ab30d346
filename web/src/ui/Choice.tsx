interface Props<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  /** What the option "" is called, that leaves all open; without it there is none. */
  any?: string;
  testid?: string;
  onChange: (value: Value) => void;
}

/** One of several values, under a label that is seen. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, value, options, any, testid, onChange } = props;
  return (
    <label>
      {label}
      <select
        value={value}
        data-testid={testid}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {any && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
