import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';

interface ListProps<T> {
  items: T[];
  row: (item: T, n: number) => ComponentChildren;
}

const Theme = createContext<string>('light');

const List = <T extends unknown>({ items, row }: ListProps<T>) => (
  <ul>
    {/* Counted from one. */}
    {items.map((item, i) => (
      <li
        data-n={i + 1}
        key={i}
      >
        {row(item, i + 1)}
      </li>
    ))}
  </ul>
);

function Body({ children }: { children?: ComponentChildren }) {
  const theme = useContext(Theme);
  const [count] = useState<number>(() => 3);
  const more = { disabled: true, value: 'x' } as const;
  return (
    <body class={theme}>
      {children}
      <p>Count: {count}</p>
      <input {...more} />
      <svg viewBox="0 0 1 1"><path d="M0 0" /></svg>
      &copy; {'{'}braces{'}'}
    </body>
  );
}

export const page = (items: string[]): string => renderToString(
  <Theme.Provider value="dark">
    <html lang="en">
      <head>
        <title>Two &nbsp;things</title>
        <meta charset="utf-8" />
      </head>
      <Body>
        <List<string> items={items} row={(item, n) => <>{n}. <b>{item}</b></>} />
      </Body>
    </html>
  </Theme.Provider>,
);
