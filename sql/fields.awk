# Puts the fields of a contact into the parts of the SQL.  The first file is
# src/contact/field.h, which has them, a line each; of the others, which are
# printed, it fills in
#	@fields@			the names, joined by commas
#	@fields:TEXT@		TEXT for each, with its name for &
#	@cells:TEXT@		the same, of those that an import takes
#	@cells' comments@	a COMMENT ON COLUMN of contacts.import_rows for each
FNR == NR {
	if ($0 !~ /^\tFIELD\(/)
		next
	line = $0
	sub(/^\tFIELD\(/, "", line)
	name = line
	sub(/,.*/, "", name)
	text = line
	sub(/^[^"]*"/, "", text)
	sub(/"\).*/, "", text)
	gsub(/'/, "''", text)
	fields[++nfields] = name
	imported[nfields] = line !~ /NO_CELL/
	cell[nfields] = text
	next
}
function joined(template, cells,	i, one, result) {
	result = ""
	for (i = 1; i <= nfields; i++) {
		if (cells && !imported[i])
			continue
		one = template
		gsub(/&/, fields[i], one)
		result = result (result == "" ? "" : ", ") one
	}
	return result
}
/^@cells' comments@$/ {
	for (i = 1; i <= nfields; i++)
		if (imported[i])
			printf "COMMENT ON COLUMN contacts.import_rows.%s IS '%s';\n", fields[i], cell[i]
	next
}
{
	sub(/@fields@/, "@fields:\\&@")
	while (match($0, /@(fields|cells):[^@]*@/)) {
		directive = substr($0, RSTART + 1, RLENGTH - 2)
		before = substr($0, 1, RSTART - 1)
		behind = substr($0, RSTART + RLENGTH)
		template = substr(directive, index(directive, ":") + 1)
		$0 = before joined(template, directive ~ /^cells/) behind
		sub(/@fields@/, "@fields:\\&@")
	}
	print
}
