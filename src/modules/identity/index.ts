export { createAuthenticator } from './authenticate.ts';
export { ApiKeyEntity, ApiKeySecretEntity, ApiKeyUseEntity } from './api-key.entity.ts';
export { PARTNER_ID } from './api-key-input.type.ts';
export { apiKeyLoader } from './api-key.queries.ts';
export { ApiKeyResolver, PartnerApiKeysResolver } from './api-key.resolver.ts';
export { toApiKey } from './api-key.type.ts';
export { BuyerEntity } from './buyer.entity.ts';
export { buyerBehindLoader, buyerLoader, type BuyerRecord, findBuyers } from './buyer.queries.ts';
export { BuyerResolver, PartnerBuyersResolver } from './buyer.resolver.ts';
export { Buyer, toBuyer } from './buyer.type.ts';
export { seedIdentity } from './commands/seed-identity.ts';
export { createIssuer, type IssuedToken, type Issuer, type TokenRequest } from './create-issuer.ts';
export { createVerifier, type Verify } from './create-verifier.ts';
export { DEMO_BUYER_ID, DEMO_PARTNER_ID, OTHER_BUYER_ID, OTHER_PARTNER_ID } from './demo-organisations.ts';
export { type Organisations, organisationsIn } from './organisations.ts';
export { changePartner } from './partner-change.ts';
export { PartnerEntity } from './partner.entity.ts';
export {
  costsOfCapital,
  findPartners,
  partnerBehindLoader,
  partnerLoader,
  type PartnerRecord,
} from './partner.queries.ts';
export { PartnerResolver } from './partner.resolver.ts';
export { managedPartner, seesTerms } from './partner.rules.ts';
export { Partner, toPartner } from './partner.type.ts';
export { InvalidTokenError, IssuerUnavailableError } from './token.errors.ts';
export { roleOfClaim } from './token.rules.ts';
export { ViewerResolver } from './viewer.resolver.ts';
export { Viewer } from './viewer.type.ts';
