# The short way to the scripts; each says at its top what it does.

all build:
	@script/build
check test:
	@script/test
demo setup lint:
	@script/$@
fuzz bench:
	@script/$@ $(NAME)
clean:
	rm -rf build build-*

.PHONY: all build check test demo setup lint fuzz bench clean
