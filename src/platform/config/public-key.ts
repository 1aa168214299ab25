import { createPublicKey, type KeyObject } from 'node:crypto';

const MIN_RSA_BITS = 2_048;

/** Why a PEM cannot verify signatures of that algorithm, for people; `null` when it can. */
export function publicKeyProblem(pem: string, algorithm: 'RS256' | 'ES256' | 'EdDSA'): string | null {
  // Node would derive a public key from a private one, which has no business here.
  if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) return 'must be a public key as PEM (SPKI)';
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return 'must be a public key as PEM (SPKI)';
  }
  return fits(key, algorithm) ? null : `must be a key for JWT_ALGORITHM, which is ${algorithm}`;
}

function fits(key: KeyObject, algorithm: 'RS256' | 'ES256' | 'EdDSA'): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (algorithm) {
    case 'RS256':
      return key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS;
    case 'ES256':
      return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
    case 'EdDSA':
      return key.asymmetricKeyType === 'ed25519';
  }
}
