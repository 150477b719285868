// The SDK warns at every start that releases after January 2027 need a newer Node. The lockfile pins one that does not.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
