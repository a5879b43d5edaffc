# Which fields of the ledger's documents have no index. The ledger's queries ask for equality of `table` and `state`
# only (gcp/.../FirestoreLedgerStore), count by them, and sum `duplicates` by table (FileCounting); what is not named
# here keeps Firestore's automatic indexes, which small fields that seldom change can bear.

locals {
  ledger_unindexed_fields = {
    # Times and sequences only grow, names are long and never searched for, lists would have an entry per element.
    files = [
      "at",
      "crc32c",
      "error",
      "generation",
      "history",
      "jobs",
      "keys",
      "name",
      "root",
      "sequence",
      "uri",
      "waits_for",
    ]
    # A batch lists up to 10,000 files and as many URIs; a document may have 40,000 index entries.
    batches = [
      "at",
      "error",
      "files",
      "jobs",
      "keys",
      "newest",
      "root",
      "sequence",
      "staging",
      "uris",
    ]
    # A lease's expiry is checked in code, never searched for.
    tables = [
      "fresh_as_of",
      "last_merged",
      "load_lease",
      "loads",
      "merge",
      "merge_lease",
      "spec",
    ]
  }
}
