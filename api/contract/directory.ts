/** Departments, governorates and places: official rows, read from the database, handed to whoever needs them. */

export interface Department {
  readonly code: string;
  /** Code of the sector (ministry) above it; null for a sector itself. */
  readonly parent: string | null;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly aliasesAr: readonly string[];
  readonly aliasesEn: readonly string[];
  /** What people come to it about; hints, not names. */
  readonly topicsAr: readonly string[];
  readonly topicsEn: readonly string[];
  /** Set when it serves one governorate only. */
  readonly governorate?: string;
}

/** A name that several departments answer to ("البلدية"), and what decides between them. */
export interface AmbiguousName {
  readonly termsAr: readonly string[];
  readonly termsEn: readonly string[];
  readonly candidates: readonly string[];
  readonly resolvedBy: string;
  readonly questionAr: string;
  readonly questionEn: string;
  readonly byGovernorate?: Readonly<Record<string, string>>;
  readonly byAnswer?: Readonly<Record<string, string>>;
  /** Field of an `Area` that, when set, wins over `byGovernorate`. */
  readonly byAreaField?: 'municipality' | 'electricity';
  readonly fallback?: string;
}

export interface Area {
  readonly ar: string;
  readonly en: string;
  readonly aliasesAr: readonly string[];
  readonly aliasesEn: readonly string[];
  readonly municipality?: string;
  readonly electricity?: string;
}

export interface Governorate {
  readonly code: string;
  readonly iso: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly capitalAr: string;
  readonly capitalEn: string;
  readonly aliasesAr: readonly string[];
  readonly aliasesEn: readonly string[];
  readonly areas: readonly Area[];
}

export interface AmbiguousArea {
  readonly ar: string;
  readonly en: string;
  readonly aliasesAr: readonly string[];
  readonly candidates: readonly string[];
  readonly questionAr: string;
  readonly questionEn: string;
}

export interface Directory {
  /** Changes whenever a row changes: whoever indexes the directory rebuilds on a new one. */
  readonly version: string;
  readonly departments: readonly Department[];
  readonly ambiguous: readonly AmbiguousName[];
  /** True names that are also everyday words: matched only with context, or as the answer to a question. */
  readonly genericAliasesAr: readonly string[];
  readonly governorates: readonly Governorate[];
  readonly ambiguousAreas: readonly AmbiguousArea[];
  readonly genericPlacesAr: readonly string[];
  readonly genericPlacesEn: readonly string[];
}
