import { Link } from '@tanstack/react-router';
import type { ComponentProps, ComponentType } from 'react';

export type PageLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** path of a page, without its query */
  to: string;
  search?: Record<string, string>;
};

// The router knows these pages only as `/owner/…`, so paths are plain text here.
const AnyLink = Link as unknown as ComponentType<
  PageLinkProps & { activeOptions: object; reloadDocument: boolean }
>;

/** A link to a page of this app. */
export function PageLink({ search = {}, ...rest }: PageLinkProps) {
  return (
    <AnyLink
      {...rest}
      search={search}
      // Only the very page is the current one: home is no parent of the others.
      activeOptions={{ exact: true, includeSearch: false }}
      // The till starts from its own page, in the version that this browser keeps of it (S11).
      reloadDocument={rest.to === '/'}
    />
  );
}
