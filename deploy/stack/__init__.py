"""The whole of a real site as ordinary processes on loopback, made from the files of deploy/.

make stack ARGS="--main-job --rolling-restart"
"""
