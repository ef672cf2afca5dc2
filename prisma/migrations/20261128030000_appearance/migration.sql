-- An organisation's own colour and logo; without them Foyer's.
ALTER TABLE "organisations" ADD COLUMN "accent" text CHECK ("accent" ~ '^#[0-9a-f]{6}$');

CREATE TABLE "logos" (
  "organisation_id" text NOT NULL,
  "version" text NOT NULL,
  "type" text NOT NULL CHECK ("type" IN ('image/png', 'image/jpeg', 'image/webp', 'image/svg+xml')),
  "width" double precision NOT NULL CHECK ("width" > 0),
  "height" double precision NOT NULL CHECK ("height" > 0),
  "bytes" bytea NOT NULL CHECK (octet_length("bytes") <= 262144),
  "uploaded_at" timestamptz(3) NOT NULL,
  CONSTRAINT "logos_pkey" PRIMARY KEY ("organisation_id")
);

ALTER TABLE "logos" ADD CONSTRAINT "logos_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
