import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { keyOf } from '../../platform/kernel/ids.ts';
import { commandContext, type GraphContext, requireActor, withKey } from '../../platform/graphql/context.ts';
import { payload } from '../../platform/graphql/payload.ts';
import { type Connection, ConnectionArgs } from '../../platform/graphql/relay.ts';
import { Category, categoryLoader, toCategory } from '../catalog/index.ts';
import { Viewer } from '../identity/index.ts';
import { registerSupplier } from './commands/register-supplier.ts';
import { updateSupplierProfile } from './commands/update-supplier-profile.ts';
import {
  RegisterSupplierInput,
  RegisterSupplierPayload,
  UpdateSupplierProfileInput,
  UpdateSupplierProfilePayload,
} from './supplier-input.type.ts';
import { listSuppliers } from './supplier-list.queries.ts';
import { SupplierFilter, SupplierOrder } from './supplier-list.type.ts';
import { Responsiveness, responsivenessOf } from './supplier.rules.ts';
import { trackLoader } from './supplier-track.queries.ts';
import { supplierCategoriesLoader, supplierLoader } from './supplier.queries.ts';
import { Supplier, SupplierCategory, SupplierConnection, toSupplier } from './supplier.type.ts';

/** Wraps a command: its supplier is read again through the caller's eyes. */
const supplierPayload = (
  context: GraphContext,
  run: () => Promise<{ supplierId: string; replayed: boolean }>,
) =>
  payload(async () => {
    const { supplierId, replayed } = await run();
    const record = await supplierLoader(context).clear(supplierId).load(supplierId);
    return { supplier: record && toSupplier(record), replayed };
  });

@Resolver(() => Supplier)
export class SupplierResolver {
  @Query(() => Supplier, {
    nullable: true,
    description:
      'A supplier of the pool; suppliers see themselves alone. Null when it is absent or not yours to see.',
  })
  async supplier(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
  ): Promise<Supplier | null> {
    requireActor(context);
    const [supplierId] = keyOf('Supplier', id, 1) ?? [];
    const record = supplierId === undefined ? null : await supplierLoader(context).load(supplierId);
    return record && toSupplier(record);
  }

  @Query(() => SupplierConnection, {
    description: 'The pool, by name unless ordered otherwise; suppliers see themselves alone.',
  })
  suppliers(
    @Ctx() context: GraphContext,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of a name; typing errors are forgiven. At most 200 characters.',
    })
    search: string | null,
    @Arg('filter', () => SupplierFilter, { nullable: true, description: 'Which ones.' })
    filter: SupplierFilter | null,
    @Arg('orderBy', () => SupplierOrder, { nullable: true, description: 'In which order.' })
    orderBy: SupplierOrder | null,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Supplier>> {
    return listSuppliers(
      context.db,
      requireActor(context),
      search ?? null,
      filter ?? {},
      orderBy ?? 'NAME_ASC',
      args,
    );
  }

  @FieldResolver(() => [SupplierCategory], { description: 'What it is registered for.' })
  categories(@Root() supplier: Supplier, @Ctx() context: GraphContext): Promise<SupplierCategory[]> {
    return supplierCategoriesLoader(context).load(supplier.record.id);
  }

  @FieldResolver(() => Responsiveness, {
    description: 'How often it answers invitations. Counts an invitation once its request has closed.',
  })
  async responsiveness(@Root() supplier: Supplier, @Ctx() context: GraphContext): Promise<Responsiveness> {
    return responsivenessOf(await trackLoader(context).load(supplier.record.id));
  }

  @Mutation(() => RegisterSupplierPayload, {
    description: 'Adds a supplier to the pool. For the operator and partners.',
  })
  registerSupplier(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => RegisterSupplierInput, { description: 'The supplier.' }) input: RegisterSupplierInput,
  ) {
    return supplierPayload(context, () =>
      registerSupplier(commandContext(context), withKey(context, info, input)),
    );
  }

  @Mutation(() => UpdateSupplierProfilePayload, {
    description: 'Changes a supplier’s profile. For the supplier itself and the operator.',
  })
  updateSupplierProfile(
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('input', () => UpdateSupplierProfileInput, { description: 'The changes.' })
    input: UpdateSupplierProfileInput,
  ) {
    return supplierPayload(context, () =>
      updateSupplierProfile(commandContext(context), withKey(context, info, input)),
    );
  }
}

@Resolver(() => SupplierCategory)
export class SupplierCategoryResolver {
  @FieldResolver(() => Category, {
    nullable: true,
    description: 'The category in the catalog; null where the catalog does not know the code.',
  })
  async category(
    @Root() { scheme, code }: SupplierCategory,
    @Ctx() context: GraphContext,
  ): Promise<Category | null> {
    const record = await categoryLoader(context).load(`${scheme}:${code}`);
    return record && toCategory(record);
  }
}

@Resolver(() => Viewer)
export class ViewerSupplierResolver {
  @FieldResolver(() => Supplier, {
    nullable: true,
    description: 'The supplier that the caller speaks for; null for every other role.',
  })
  async supplier(@Root() { actor }: Viewer, @Ctx() context: GraphContext): Promise<Supplier | null> {
    if (actor.role !== 'SUPPLIER') return null;
    const record = await supplierLoader(context).load(actor.supplierId);
    return record && toSupplier(record);
  }
}
