-- Prints src/shipped_catalog.h from a fresh installation.
\pset tuples_only on
\pset format unaligned
CREATE FUNCTION pg_temp.c_text(text) RETURNS text LANGUAGE sql
	RETURN replace(replace(replace($1, E'\\', E'\\\\'), '"', E'\\"'), E'\n', E'\\n');
SELECT '/* Made by make shipped-catalog from a fresh installation: do not edit. */';
SELECT format('SHIPPED("%s", "%s", "%s")', c.kind, pg_temp.c_text(c.object), pg_temp.c_text(c.definition))
FROM contacts.catalog() WITH ORDINALITY AS c(kind, object, definition, n) ORDER BY c.n;
