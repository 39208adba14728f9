"""Reads WARC files with datatrove: every item in them as a line of JSON, or a row of Parquet.
docs/cluster.md explains.

python docs/cluster.py captures/ items/ --tasks 2
python docs/cluster.py s3://bucket/warcs/ s3://bucket/items/ --tasks 500 --slurm cpu --parquet
python docs/cluster.py s3://bucket/warcs/ s3://bucket/items/ --tasks 500 --ray
"""

from __future__ import annotations

import argparse

from datatrove.executor import LocalPipelineExecutor, RayPipelineExecutor, SlurmPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from archive.imports import cluster


def main() -> None:
    """Read the arguments, and let datatrove do the rest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "warcs",
        help="folder of WARC files; a path, or what fsspec opens, such as s3://bucket/warcs/",
    )
    parser.add_argument("items", help="folder for what is read, and for logs/")
    parser.add_argument(
        "--tasks", type=int, default=1, help="into how many shares the files are divided"
    )
    parser.add_argument(
        "--site", action="append", default=[], help="only this site; may be given several times"
    )
    parser.add_argument("--parquet", action="store_true", help="Parquet instead of JSONL")
    parser.add_argument(
        "--slurm", metavar="PARTITION", help="submit to Slurm instead of running here"
    )
    parser.add_argument(
        "--ray", action="store_true", help="hand the tasks to the Ray that runs here, or begin one"
    )
    args = parser.parse_args()

    reader = cluster.ItemReader(args.warcs, only=args.site)
    writer = (
        ParquetWriter(args.items, schema=cluster.schema())
        if args.parquet
        else JsonlWriter(args.items)
    )
    common = {
        "pipeline": [reader, writer],
        "tasks": args.tasks,
        "logging_dir": f"{args.items.rstrip('/')}/logs",
    }
    if args.slurm:
        executor = SlurmPipelineExecutor(
            **common, time="24:00:00", partition=args.slurm, job_name="arsip"
        )
    elif args.ray:
        executor = RayPipelineExecutor(**common)
    else:
        executor = LocalPipelineExecutor(**common)
    executor.run()


if __name__ == "__main__":
    main()
