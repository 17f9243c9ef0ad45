"""`auditor`, and `python -m auditor`. Nothing is imported ahead: every reader process imports this module anew."""


def main() -> None:
    from auditor.cli import main as run

    run()


if __name__ == "__main__":
    main()
