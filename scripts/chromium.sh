#!/usr/bin/env bash
# Prints the path of the Chromium the tests use: $CHROMIUM, else the first found.
for name in ${CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
  path=$(command -v "$name") && echo "$path" && exit 0
done
exit 1
