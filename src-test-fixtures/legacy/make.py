#!/usr/bin/env python3
"""Makes the older folders that the importer is tested on; equal bytes each time.

Only the standard library: the archives are written entry by entry, as NumPy 1.24 would have. Run it
in this folder. Links, loops and names that no repository can hold are made by the tests.
"""

import base64
import hashlib
import json
import math
import pathlib
import pickle
import shutil
import struct
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SYSTEMS = [("ads_d2_Tfinite_000", 2, 1.2), ("ads_d3_Tfinite_000", 3, 1.0), ("ads_d4_Tfinite_000", 4, 0.8)]


def npy(descr, shape, data):
    sizes = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
    head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (descr, sizes)
    head += " " * (63 - (10 + len(head)) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode("latin-1") + data


def floats(code, values):
    return npy("<f8" if code == "d" else "<f4", (len(values),), struct.pack("<%d%s" % (len(values), code), *values))


def scalar(code, descr, value):
    return npy(descr, (), struct.pack("<" + code, value))


def text(value):
    return npy("<U%d" % len(value), (), value.encode("utf-32-le"))


def pickled(value):
    return npy("|O", (), pickle.dumps(value, protocol=3))


def npz(path, arrays):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in arrays.items():
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), content)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def prediction(d, z_h):
    """A black brane as the old stage 02 left it: old names, single precision, the truth, pickled labels."""
    z = [z_h * (0.02 + 0.96 * i / 63) for i in range(64)]
    f = [1 - (x / z_h) ** d for x in z]
    return {
        "z": floats("d", z),
        "A_pred": floats("f", [-math.log(x) for x in z]),
        "f_pred": floats("f", f),
        "R_pred": floats("f", [-d * (d + 1.0)] * 64),
        "A_truth": floats("d", [-math.log(x) for x in z]),
        "f_truth": floats("d", f),
        "zh_pred": scalar("d", "<f8", z_h),
        "family_pred": pickled("ads"),
        "category": text("test"),
    }


def predictions(folder):
    for name, d, z_h in SYSTEMS:
        npz(folder / (name + "_geometry.npz"), prediction(d, z_h))


def modes(column):
    rows = ["system_name,family,d,z_dyn,theta,mode_id,%s,Delta_UV,quality_flag,is_ground_state,delta_source" % column]
    for name, d, z_h in SYSTEMS:
        rows += ["%s,ads,%d,,,%d,%.6f,%.1f,OK,%d,uv_slope" % (name, d, n, 11.5 * (n + 1) ** 2, d, n == 0) for n in range(3)]
    return "\n".join(rows) + "\n"


def numbered():
    run = HERE / "numbered"
    predictions(run / "02_emergent_geometry_engine/predictions")
    write(run / "02_emergent_geometry_engine/model.pt", pickle.dumps({"weights": [0.0]}, protocol=3))
    write(
        run / "02_emergent_geometry_engine/stage_summary.json",
        json.dumps({"stage": "02_emergent_geometry_engine", "status": "OK", "git_sha": "4f2a9c1", "created_at": "2023-11-05T10:20:30Z"}),
    )
    example = HERE.parent.parent / "stages/holography/schemas/BulkEquations/0.1.example.json"
    write(run / "03_discover_bulk_equations/bulk_equations.json", example.read_bytes())
    write(run / "03_discover_bulk_equations/pareto_R.csv", "complexity,loss\n3,0.1\n")
    write(run / "run_manifest.json", json.dumps({"experiment": "v3_best", "seed": 42, "created_at": "2023-11-05T10:00:00Z"}))


def flat():
    predictions(HERE / "flat/fase11_2023-11/predictions")
    write(HERE / "flat/fase11_2023-11/bulk_modes_dataset.csv", modes("m2L2"))
    write(HERE / "flat/fase11_2023-11/notes.txt", "best so far\n")
    write(HERE / "flat/smoke_1/log.txt", "ok\n")


def ambiguous():
    for place, z_h in (("fase11_a", 1.0), ("fase11_b", 1.1)):
        npz(HERE / "ambiguous" / place / "ads_d3_Tfinite_000_geometry.npz", prediction(3, z_h))


def bad():
    folder = HERE / "bad/outputs"
    good = prediction(3, 1.0)
    npz(folder / "ads_d3_Tfinite_000_geometry.npz", good)
    npz(folder / "ads_d3_pickle_001_geometry.npz", {**good, "callback": pickled(len)})
    npz(folder / "ads_d3_nan_002_geometry.npz", {**good, "f_pred": floats("f", [math.nan] * 64)})
    npz(folder / "no-dimension_geometry.npz", good)
    whole = (folder / "ads_d3_Tfinite_000_geometry.npz").read_bytes()
    write(folder / "ads_d3_cut_003_geometry.npz", whole[: len(whole) * 2 // 3])
    write(folder / "bulk_modes_dataset.csv", "system_name,m2L2\nads_d3_Tfinite_000,1,2\n")
    write(folder / "checkpoint.pkl", pickle.dumps([1], protocol=3))


def hydra():
    run = HERE / "hydra/outputs/2023-11-05/10-20-30"
    write(run / ".hydra/config.yaml", "seed: 3\nmodel:\n  width: 64\n")
    write(run / ".hydra/overrides.yaml", "- seed=3\n- model.width=64\n")
    write(run / ".hydra/hydra.yaml", "hydra:\n  runtime:\n    version: 1.3.2\n    cwd: /home/ana/holo\n  job:\n    name: train\n")
    write(run / "train.log", "[2023-11-05 10:20:31] start\n")
    predictions(run)


def mlflow():
    run = HERE / "mlflow/mlruns/0/5f1c0ffee0ddba11"
    write(HERE / "mlflow/mlruns/0/meta.yaml", "experiment_id: '0'\nname: Default\n")
    write(
        run / "meta.yaml",
        "run_id: 5f1c0ffee0ddba11\nrun_name: bold-crane-7\nstatus: 3\nstart_time: 1699179630000\nend_time: 1699179690000\nuser_id: ana\n",
    )
    write(run / "params/lr", "0.001")
    write(run / "metrics/val_loss", "1699179640000 0.5 0\n1699179650000 0.25 1\n")
    write(run / "tags/mlflow.source.git.commit", "4f2a9c1d")
    write(run / "tags/mlflow.source.name", "train.py")
    predictions(run / "artifacts/predictions")


def dvc():
    work = HERE / "dvc"
    predictions(work / "predictions")
    write(work / "data/raw.csv", "x,y\n1,2\n")
    lock = "schema: '2.0'\nstages:\n  fit:\n    cmd: python fit.py --seed 3\n    deps:\n"
    lock += "    - path: data/raw.csv\n      hash: md5\n      md5: %s\n      size: 8\n" % hashlib.md5(b"x,y\n1,2\n").hexdigest()
    lock += "    outs:\n    - path: predictions/ads_d2_Tfinite_000_geometry.npz\n      hash: md5\n      md5: %s\n      size: 1\n" % ("0" * 32)
    write(work / "dvc.lock", lock)
    write(work / "dvc.yaml", "stages:\n  fit:\n    cmd: python fit.py --seed 3\n")


def snakemake():
    work = HERE / "snakemake"
    predictions(work / "results/predictions")
    write(work / "Snakefile", "rule fit:\n    output: 'results/predictions/ads_d2_Tfinite_000_geometry.npz'\n")
    output = "results/predictions/ads_d2_Tfinite_000_geometry.npz"
    record = {"rule": "fit", "shellcmd": "python fit.py", "starttime": 1699179630.5, "endtime": 1699179690.5, "input": ["raw.csv"], "incomplete": False}
    write(work / ".snakemake/metadata" / base64.b64encode(output.encode()).decode(), json.dumps(record))


if __name__ == "__main__":
    for made in (numbered, flat, ambiguous, bad, hydra, mlflow, dvc, snakemake):
        shutil.rmtree(HERE / made.__name__, ignore_errors=True)
        made()
