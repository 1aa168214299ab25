import { AwardDecisionEntity, AwardEntity, AwardLineEntity } from '../modules/awards/index.ts';
import {
  CategoryCrosswalkEntity,
  CategoryEntity,
  CategoryLabelEntity,
  DutyRateEntity,
  FxRateEntity,
  LogisticsRateEntity,
  UnitEntity,
} from '../modules/catalog/index.ts';
import { ComparisonBasisEntity } from '../modules/comparison/index.ts';
import {
  ApiKeyEntity,
  ApiKeySecretEntity,
  ApiKeyUseEntity,
  BuyerEntity,
  PartnerEntity,
} from '../modules/identity/index.ts';
import {
  FanOutEntity,
  InvitationEntity,
  SupplierInboxEntity,
  SupplierInboxSequenceEntity,
} from '../modules/invitations/index.ts';
import { MatchReportEntity, ShortlistEntryEntity } from '../modules/matching/index.ts';
import { QuoteEntity, QuoteLineEntity, QuoteRevisionEntity } from '../modules/quotes/index.ts';
import { BuyerRfqEntity, RfqEntity, RfqLineEntity } from '../modules/rfqs/index.ts';
import {
  SupplierCategoryEntity,
  SupplierEntity,
  SupplierImportEntity,
  SupplierMatchEntity,
  SupplierOverlayEntity,
  SupplierTrackEntity,
} from '../modules/suppliers/index.ts';
import { AuditEntity } from '../platform/audit/audit.entity.ts';
import { IdempotencyEntity } from '../platform/idempotency/idempotency.entity.ts';
import {
  DeadLetterEntity,
  OutboxCompletionEntity,
  OutboxEntity,
  OutboxSequenceEntity,
} from '../platform/outbox/outbox.entity.ts';

/** Every table, in corridor order. */
export const entities = [
  OutboxEntity,
  OutboxSequenceEntity,
  OutboxCompletionEntity,
  DeadLetterEntity,
  AuditEntity,
  IdempotencyEntity,
  PartnerEntity,
  BuyerEntity,
  ApiKeyEntity,
  ApiKeySecretEntity,
  ApiKeyUseEntity,
  CategoryEntity,
  CategoryLabelEntity,
  CategoryCrosswalkEntity,
  UnitEntity,
  FxRateEntity,
  LogisticsRateEntity,
  DutyRateEntity,
  SupplierEntity,
  SupplierCategoryEntity,
  SupplierMatchEntity,
  SupplierTrackEntity,
  SupplierOverlayEntity,
  SupplierImportEntity,
  RfqEntity,
  RfqLineEntity,
  BuyerRfqEntity,
  MatchReportEntity,
  ShortlistEntryEntity,
  InvitationEntity,
  FanOutEntity,
  SupplierInboxEntity,
  SupplierInboxSequenceEntity,
  QuoteEntity,
  QuoteRevisionEntity,
  QuoteLineEntity,
  ComparisonBasisEntity,
  AwardDecisionEntity,
  AwardEntity,
  AwardLineEntity,
];
