#!/usr/bin/env python3
"""Has the server prepare every SQL statement that stands in the C code.

A statement of ours is planned when its code first runs, so a wrong name in one
that runs seldom would wait for the day.  Here gcc puts the literals together
(macros, concatenation, arrays), and the server of PGHOST reads the result as
kept_execute() has it read: with the types of the parameters and with
search_path = pg_catalog, pg_temp.

  statements.py DATABASE   in a database that has the extension
  statements.py --list     shows them

Prints a line for each fault, else one that says what was looked at.  Lists of
queries that one function runs as a whole are run by calling it.  What is put
together while the server runs, by names from the catalog, is only counted.
"""
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
PG_CONFIG = os.environ.get('PG_CONFIG', 'pg_config')
PHONE_ARG = 1	# in argtypes: contacts.phone

# Rows that statements read under a name of ours (register_rows()), with the
# columns that the C code gives them; or those of a statement, and the types of
# its parameters.  Of transition tables the catalog knows the tables.
REGISTERED = {
	'history_entries': 'account_id bigint, audience integer, row_key text, was jsonb',
	'import_batch': 'record integer, id uuid, extension text, notes text, missing text, reason text,'
		' detail text, columns jsonb',
	'import_plan': ('classify_plan', 'bigint, integer, text'),
}

# import_batch has the fields of a contact as well, of their list.
FIELD_TYPES = {'LINE': 'text', 'EMAIL': 'text', 'PHONE': 'contacts.phone', 'TAGS': 'text[]', 'CUSTOM': 'jsonb'}
FIELDS = re.findall(r'^\tFIELD\((\w+), +(\w+),', open(os.path.join(ROOT, 'src/contact/field.h')).read(), re.M)

# These run the lists of queries that stand in the code, and the queries that
# psprintf() puts into others.
FUNCTIONS = ['SELECT count(*) FROM contacts.catalog()', 'SELECT count(*) FROM contacts.check_security()',
	'SELECT count(*) FROM contacts.check_integrity()', 'SELECT count(*) FROM contacts.harden_database()',
	'SELECT count(*) FROM contacts.harden_database(undo => true)']

SQL = re.compile(r'\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|LOCK|TRUNCATE|SET|GRANT|REVOKE)\s')
TOKEN = re.compile(r'''(?P<string>"(?:[^"\\]|\\.)*")|(?P<char>'(?:[^'\\]|\\.)*')|(?P<word>[A-Za-z_]\w*)'''
	r'''|(?P<number>\d\w*)|(?P<sign>\S)''')
LINE = re.compile(r'# (\d+) "([^"]*)"')
ESCAPE = re.compile(r'\\(.)')


class Token:
	def __init__(self, kind, text, place):
		self.kind, self.text, self.place = kind, text, place

	def __eq__(self, sign):
		return self.kind == 'sign' and self.text == sign


class Statement:
	def __init__(self, name, token, types):
		self.name, self.sql, self.place, self.types = name, token.text, token.place, types
		self.beside = []	# the functions for SQL that its file has


def run(*command):
	return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def tokens(path):
	"""What the compiler sees of a file, adjacent literals made one."""
	result, line, file = [], 0, ''
	for row in run('gcc', '-E', '-Isrc', '-I' + os.path.dirname(path), '-DCONTACTS_VERSION="0"',
			'-I' + run(PG_CONFIG, '--includedir-server').strip(), path).split('\n'):
		marker = LINE.match(row)
		if marker:
			line, file = int(marker[1]), marker[2]
			continue
		if file == path:
			for m in TOKEN.finditer(row):
				text = m[0]
				if m.lastgroup == 'string':
					text = ESCAPE.sub(lambda e: {'n': '\n', 't': '\t'}.get(e[1], e[1]), text[1:-1])
					if result and result[-1].kind == 'string':
						result[-1].text += text
						continue
				result.append(Token(m.lastgroup, text, f'{file}:{line}'))
		line += 1
	return result


def braces(toks, i):
	"""What stands in the braces that open at toks[i]: its elements, each a list
	of tokens and of such lists; and the place behind them."""
	elements, element = [], []
	i += 1
	while toks[i] != '}':
		if toks[i] == '{':
			inner, i = braces(toks, i)
			element.append(inner)
			continue
		if toks[i] == ',':
			elements.append(element)
			element = []
		else:
			element.append(toks[i])
		i += 1
	return elements + [element] if element else elements, i + 1


def number(element):
	"""PHONE_ARG is ((Oid) 1), the others are numbers."""
	return int([t.text for t in element if isinstance(t, Token) and t.kind == 'number'][-1])


def plans_in(name, elements, found, faults):
	"""How many KeptPlans there are in an initialiser, be it of a struct that holds
	one, or of an array; their statements are added to found."""
	sql = elements[0][0] if isinstance(elements[0][0], Token) else None
	if sql and len(elements) > 1 and len(elements[1]) == 1 and isinstance(elements[1][0], Token) \
			and elements[1][0].kind == 'number' and (len(elements) == 2 or isinstance(elements[2][0], list)):
		types = [number(e) for e in elements[2][0]] if len(elements) > 2 else []
		if len(types) != number(elements[1]):
			faults.append(f'{sql.place}: {name} has {number(elements[1])} parameters and {len(types)} types')
		if sql.kind == 'string':	# else what the function was given, one of the constants
			# PREPARE makes up a type for a parameter that has none; kept_execute() does not
			used = {int(n) for n in re.findall(r'\$(\d+)', re.sub("'[^']*'", '', sql.text))}
			if used != set(range(1, len(types) + 1)):
				faults.append(f'{sql.place}: {name} has {len(types)} parameters and uses {sorted(used)}')
			found.append(Statement(name, sql, types))
		return 1
	return sum(plans_in(name, inner, found, faults) for e in elements for inner in e if isinstance(inner, list))


def statements():
	found, faults, in_lists, at_run_time, plans = [], [], 0, 0, 0
	files = sorted(glob.glob('src/*.c', root_dir=ROOT) + glob.glob('src/*/*.c', root_dir=ROOT))
	headers = glob.glob('src/*.h', root_dir=ROOT) + glob.glob('src/*/*.h', root_dir=ROOT)
	source = {f: open(os.path.join(ROOT, f)).read() for f in files + headers}
	whole = ''.join(source.values())
	holders = ['KeptPlan'] + [m[2] for m in re.finditer(r'typedef struct \w+\s*\{([^}]*)\}\s*(\w+);', whole)
		if re.search(r'^\s*KeptPlan\s', m[1], re.M)]
	initialiser = re.compile(r'\b(?:%s)\s+\w+\s*(?:\[\w*\]\s*)?=' % '|'.join(holders))
	for f in files:
		if not initialiser.search(source[f]) and not re.search('"' + SQL.pattern, source[f]):
			continue
		toks = tokens(f)
		understood, seen = 0, set()
		for i in range(len(toks) - 2):
			if toks[i].text not in holders or toks[i + 1].kind != 'word':
				continue
			j = i + 2
			while toks[j] == '[' or (toks[j - 1] == '[' and toks[j] != '=') or toks[j] == ']':
				j += 1
			if toks[j] != '=' or toks[j + 1] != '{':
				continue
			elements, end = braces(toks, j + 1)
			understood += 1
			seen.update(range(j, end))
			for part in elements if toks[i + 2] == '[' else [[elements]]:
				n = plans_in(toks[i + 1].text, part[0], found, faults)
				plans += n
				if n == 0:
					faults.append(f'{toks[j].place}: {toks[i + 1].text} has a part that is not understood')
		# as many as a plain search finds
		if understood != len(initialiser.findall(source[f])):
			faults.append(f'{f}: {understood} initialisers of KeptPlan are understood,'
				f' but there are {len(initialiser.findall(source[f]))}')
		# the others: constants, lists, and what is an argument of a function
		nesting, begin, name = [], 0, ''
		for i, t in enumerate(toks):
			if t == ';' or t == '}':
				begin = i
			if t.kind == 'sign' and t.text in '({[':
				nesting.append(t.text)
			elif t.kind == 'sign' and t.text in ')}]':
				nesting.pop()
			elif t == '=' and '{' not in nesting:
				name, declared = toks[i - 1].text, [d.text for d in toks[begin:i]]
			elif t.kind == 'string' and SQL.match(t.text) and i not in seen:
				if '(' in nesting or '(%s)' in t.text and '%%' in t.text:
					at_run_time += 1
				elif toks[i - 1] == '=' and not name.startswith('with_'):	# which needs a SELECT behind it
					found.append(Statement(name, t, None))
				elif 'char' in declared and toks[i - 1].text in ('{', ',', '='):
					in_lists += 1
				else:
					faults.append(f'{t.place}: an SQL statement in a place that is not understood')
		for s in found:
			if s.place.startswith(f + ':'):
				s.beside = re.findall(r'^(\w+)\(PG_FUNCTION_ARGS\)', source[f], re.M)
	for name in re.findall(r'\bregister_rows\("(\w+)"', whole):
		if name not in REGISTERED:
			faults.append(f'rows are registered as {name}, and {os.path.basename(__file__)} does not know their columns')
	for name, columns in REGISTERED.items():
		for column in [c.split()[0] for c in columns.split(',')] if isinstance(columns, str) else []:
			if f'"{column}"' not in whole:
				faults.append(f'no C file gives {name} a column {column}')
	return found, faults, plans, in_lists, at_run_time


def prepare(found, database):
	"""Returns what the server says against them."""
	def literal(text):
		return '$statement$' + text + '$statement$' if text is not None else 'NULL'

	script = ['''
		\\set ON_ERROR_STOP on
		SET client_min_messages = error;
		BEGIN;
		CREATE FUNCTION pg_temp.types(oids int[]) RETURNS text LANGUAGE sql AS $$
			SELECT '(' || string_agg(CASE o WHEN %d THEN 'contacts.phone' ELSE format_type(o::oid, NULL) END, ', ' ORDER BY n) || ')'
			FROM unnest(oids) WITH ORDINALITY AS t(o, n) $$;
		-- Transition tables have the columns of a table with a trigger that gives them these
		-- names and calls a function of the statement's file.
		CREATE FUNCTION pg_temp.transitions(statement text, functions text[]) RETURNS SETOF text LANGUAGE sql AS $$
			WITH named AS (SELECT DISTINCT g.tgrelid, n.name, p.prosrc = ANY (functions) AS beside
				FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid, unnest(ARRAY[g.tgoldtable, g.tgnewtable]) AS n(name)
				WHERE statement ~ ('\\m' || n.name || '\\M'))
			SELECT n.tgrelid::regclass::text FROM named n WHERE n.beside GROUP BY n.tgrelid
			HAVING count(*) = (SELECT count(DISTINCT m.name) FROM named m)
		$$;
		CREATE FUNCTION pg_temp.fault(statement text, types text, functions text[]) RETURNS text LANGUAGE plpgsql AS $$
		DECLARE
			tables text[] := ARRAY(SELECT pg_temp.transitions(statement, functions));
			relation text;
			name text;
			said text;
		BEGIN
			FOREACH relation IN ARRAY CASE WHEN tables = '{}' THEN '{NULL}' ELSE tables END LOOP
				BEGIN
					FOR name IN SELECT DISTINCT n.name FROM pg_trigger g, unnest(ARRAY[g.tgoldtable, g.tgnewtable]) AS n(name)
						WHERE g.tgrelid = relation::regclass AND n.name IS NOT NULL LOOP
						EXECUTE format('CREATE TEMP TABLE %%I (LIKE %%s)', name, relation);
					END LOOP;
					-- LOCK and the like are no statements that can be prepared
					EXECUTE CASE WHEN statement ~ '^\\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\\M'
						THEN 'PREPARE checked ' || coalesce(types, '') || ' AS ' ELSE '' END || statement;
					DEALLOCATE ALL;
					RAISE 'sound' USING ERRCODE = 'P9999';
				EXCEPTION WHEN SQLSTATE 'P9999' THEN RETURN NULL;
				WHEN OTHERS THEN said := concat_ws('; ', said, SQLERRM || ' (' || relation || ')', CASE WHEN relation IS NULL THEN SQLERRM END);
				END;
			END LOOP;
			RETURN said;
		END $$;
		SET LOCAL search_path = pg_catalog, pg_temp;''' % PHONE_ARG]
	for name, columns in REGISTERED.items():
		if isinstance(columns, str):
			if name == 'import_batch':
				columns += ''.join(f', {field} {FIELD_TYPES[kind]}' for field, kind in FIELDS)
			script.append(f'CREATE TEMP TABLE {name} ({columns});')
	for name, columns in REGISTERED.items():
		if not isinstance(columns, str):
			sql = next(s.sql for s in found if s.name == columns[0])
			script.append(f'''PREPARE rows_of_it ({columns[1]}) AS {sql};
				CREATE TEMP TABLE {name} AS EXECUTE rows_of_it({', '.join(['NULL'] * len(columns[1].split(',')))}) WITH NO DATA;''')
	for i, s in enumerate(found):
		types = f"pg_temp.types('{{{','.join(map(str, s.types))}}}')" if s.types else 'NULL'
		script.append(f"SELECT {i}, pg_temp.fault({literal(s.sql)}, {types}, '{{{','.join(s.beside)}}}');")
	script += [f'{call};' for call in FUNCTIONS] + ['ROLLBACK;']
	psql = subprocess.run(['psql', '-qXAt', '-d', database], input='\n'.join(script), text=True,
		stdout=subprocess.PIPE, stderr=subprocess.PIPE)
	said = dict(re.findall(r'^(\d+)\|(.*)$', psql.stdout, re.M))
	faults = [f'{s.place}: {s.name}: {said.get(str(i), "was not looked at")}'
		for i, s in enumerate(found) if said.get(str(i)) != '']
	return faults + ([psql.stderr] if psql.returncode or psql.stderr else [])


def main():
	found, faults, plans, in_lists, at_run_time = statements()
	if sys.argv[1:] == ['--list']:
		for s in found:
			print(f'{s.place} {s.name} {s.types if s.types is not None else ""}\n    {s.sql}')
	else:
		faults += prepare(found, sys.argv[1])
	for fault in faults:
		print(fault)
	if faults:
		sys.exit(1)
	print(f'{plans} kept plans and {len([s for s in found if s.types is None])} constants prepared,'
		f' lists of {in_lists} queries run; {at_run_time} put together at run time')


if __name__ == '__main__':
	main()
