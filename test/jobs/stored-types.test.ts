import { expectTypeOf, it } from 'vitest';
import type { RegisteredProvider } from '../../src/providers.ts';
import type { Secret } from '../../src/provider/contract/secret.ts';
import type { ListPage } from '../../src/provider/contract/adapter.ts';
import type { Stored } from '../../src/jobs/reading/fact-store.ts';
import type { Fetched } from '../../src/jobs/reading/list-pages.ts';
import type { Provider } from '../../src/provider/contract/provider.ts';

/** Every type inside that JSON cannot hold; never where there is none. */
type NotPlain<T> = T extends string | number | boolean | null | undefined
  ? never
  : T extends bigint | symbol | Date | Error | Secret<unknown> | ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>
    ? T
    : T extends (...parameters: never) => unknown
      ? T
      : T extends readonly (infer Item)[]
        ? NotPlain<Item>
        : { [Name in keyof T]-?: NotPlain<T[Name]> }[keyof T];

type FactsOf<P> = P extends Provider<infer _Settings, infer Facts> ? Facts : never;

it('is found by its type what is no plain data', () => {
  expectTypeOf<NotPlain<{ a: readonly { b?: Set<string> }[] }>>().toEqualTypeOf<Set<string>>();
  expectTypeOf<NotPlain<{ a: { b: Secret<string> } | null }>>().toEqualTypeOf<Secret<string>>();
  expectTypeOf<NotPlain<{ a: bigint | string }>>().toEqualTypeOf<bigint>();
});

it('has no room for secrets, nor for anything but plain data', () => {
  expectTypeOf<NotPlain<Stored>>().toBeNever();
  expectTypeOf<NotPlain<Fetched<ListPage>>>().toBeNever();
  expectTypeOf<NotPlain<FactsOf<RegisteredProvider>>>().toBeNever();
  expectTypeOf<FactsOf<RegisteredProvider>>().not.toBeNever();
});
