import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type GraphContext, requireActor } from '../../platform/graphql/context.ts';
import { type Connection, ConnectionArgs, pageOfList } from '../../platform/graphql/relay.ts';
import { listCategories, searchCategories } from './category-search.queries.ts';
import {
  categoryByTagLoader,
  categoryLabelLoader,
  categoryLoader,
  childCategoriesLoader,
} from './category.queries.ts';
import { categoryCode, DEFAULT_LANGUAGE, labelLanguage } from './category.rules.ts';
import { checkLookup } from './lookup.rules.ts';
import { Category, CategoryConnection, toCategory } from './category.type.ts';

const SEARCHED =
  'Words of the label, or the beginning of a code. Case, accents and endings do not matter; the last word may be unfinished. Best matches come first. Without it the tree is listed in its own order.';

@Resolver(() => Category)
export class CategoryResolver {
  @Query(() => Category, { nullable: true, description: 'A category by its code; null when there is none.' })
  async category(
    @Ctx() context: GraphContext,
    @Arg('scheme', () => String, { defaultValue: 'CPV', description: 'The tree, such as "CPV".' })
    scheme: string,
    @Arg('code', () => String, {
      description: 'The code; a CPV code may carry its check digit: "44530000-4".',
    })
    code: string,
  ): Promise<Category | null> {
    requireActor(context);
    checkLookup({ scheme, code });
    const record = await categoryLoader(context).load(`${scheme}:${categoryCode(scheme, code)}`);
    return record && toCategory(record);
  }

  @Query(() => CategoryConnection, { description: 'Categories by search, or a tree from the top down.' })
  categories(
    @Ctx() context: GraphContext,
    @Arg('search', () => String, { nullable: true, description: SEARCHED }) search: string | null,
    @Arg('scheme', () => String, { nullable: true, description: 'Only this tree.' }) scheme: string | null,
    @Arg('language', () => String, {
      nullable: true,
      description: 'The language to search in, such as "de"; English when absent.',
    })
    language: string | null,
    @Arg('level', () => Int, {
      nullable: true,
      description: 'Only this depth, 1 for the top; not with `search`.',
    })
    level: number | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Category>> {
    requireActor(context);
    checkLookup({ search, scheme, language });
    if (search === null || search === undefined)
      return listCategories(context.db, { scheme: scheme ?? null, level: level ?? null }, args);
    return searchCategories(
      context.db,
      { search, scheme: scheme ?? null, language: labelLanguage(language ?? DEFAULT_LANGUAGE) },
      args,
    );
  }

  @FieldResolver(() => String, {
    description: 'Its name in a language; in English, or what its scheme has, where there is none.',
  })
  async label(
    @Root() { record }: Category,
    @Ctx() context: GraphContext,
    @Arg('language', () => String, { defaultValue: DEFAULT_LANGUAGE, description: 'Such as "de".' })
    language: string,
  ): Promise<string> {
    checkLookup({ language });
    const spoken = labelLanguage(language);
    if (spoken === DEFAULT_LANGUAGE) return record.label;
    const label = await categoryLabelLoader(context).load(`${spoken}:${record.scheme}:${record.code}`);
    return label ?? record.label;
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category above; null at the top.' })
  async parent(@Root() { record }: Category, @Ctx() context: GraphContext): Promise<Category | null> {
    const [tag] = record.ancestorTags;
    const parent = tag === undefined ? null : await categoryByTagLoader(context).load(tag);
    return parent && toCategory(parent);
  }

  @FieldResolver(() => [Category], { description: 'The categories above, from the top down: a breadcrumb.' })
  async ancestors(@Root() { record }: Category, @Ctx() context: GraphContext): Promise<Category[]> {
    const loader = categoryByTagLoader(context);
    const above = await Promise.all(record.ancestorTags.toReversed().map((tag) => loader.load(tag)));
    return above.flatMap((ancestor) => (ancestor ? [toCategory(ancestor)] : []));
  }

  @FieldResolver(() => CategoryConnection, { description: 'The categories directly below, by code.' })
  async children(
    @Root() { record }: Category,
    @Ctx() context: GraphContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Category>> {
    const children = await childCategoriesLoader(context).load(`${record.scheme}:${record.code}`);
    return pageOfList('children', children.map(toCategory), args, (child) => child.code);
  }
}
