-- Approximate search by cosine distance. On servers only: PGlite takes minutes to build such an index, and its searches
-- are answered in memory.
set local statement_timeout = 0;
create index pattern_view_embedding on pattern_view using hnsw (embedding vector_cosine_ops) with (m = 16, ef_construction = 128);
